// A draft to try the page with.

export const EXAMPLE = `# DevOps Engineer

We are a fast-growing payments company with 24 engineers, and we are moving to the cloud.

## What you will do

- Be reachable 24/7 for anything that breaks.
- Wear many hats: servers, pipelines, the office network and the help desk.
- Build the Terraform for our AWS accounts.

## What you bring

- 5+ years as a DevOps Engineer.
- An AWS certification is required.

## What we offer

- A competitive salary.
- You choose the tools you work with.
`;
