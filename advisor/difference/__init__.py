"""What a change to the rules changes in the advice."""
