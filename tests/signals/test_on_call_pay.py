"""Whether a draft says that on-call is made up for: as employers of many countries word it, and what only sounds like it."""

from __future__ import annotations

import pytest

from advisor.check import checker
from advisor.documents.structure import structure
from advisor.rulebook import load_books

PAID = [
    "On-call is compensated with a flat fee of 250 € per week plus time off in lieu for call-outs.",
    "You join a 1-in-6 on-call rota, for which we pay a standby rate of £150 a week.",
    "Each week on call brings a flat CHF 600, whether the phone rings or not.",
    "Standby hours are remunerated at 25 % of your hourly wage under the collective agreement.",
    "Hours worked during a callout are paid at time and a half on weekdays and double on Sundays.",
    "We participate in on-call once every five weeks, and it comes with an additional monthly allowance.",
    "On-call allowance: INR 4,000 per week, plus comp off for any night call.",
    "For night work you receive a night differential of 10 % on top of your base.",
    "A shift premium of 15% applies to the 22:00–06:00 shift.",
    "TOIL is given for every hour you are paged outside office hours.",
    "On-call weeks are rewarded with one extra day of leave.",
    "Engineers on the rota get a weekly stipend of $500 and $75 per page.",
    "You will be on call one week in four (paid: AUD 350 per week plus overtime for incidents).",
    "The roster carries a standby allowance in line with the modern award.",
    "Out-of-hours support is voluntary and pays R1,500 a week.",
    "Being on call earns you an on-call bonus with every payslip.",
    "Call-outs are paid by the hour, with a minimum of two hours each.",
    "Whoever was woken at night starts later the next day, at full pay.",
    "Bereitschaftsdienst (on-call duty) is paid separately according to TVöD.",
    "We offer an astreinte premium for each on-call week, and interventions are counted as overtime.",
    "On-call duty every eighth week; compensation is 1.5 days off or the equivalent in money, as you prefer.",
    "Our on-call engineers are paid for carrying the pager and again for every incident.",
    "A weekend on standby is worth 200 euros, and a public holiday twice that.",
    "Any pager duty is compensated on top of your salary.",
    "You'd share an on-call rotation, and you get paid extra for it.",
    "Night shifts attract a 20% uplift.",
    "Participation in the on-call scheme is remunerated (SEK 900 per day at weekends).",
    "Shift allowance of Php 5,000 monthly for those on the graveyard shift.",
    "After an on-call weekend you take the Monday off in lieu.",
    "Extra remuneration for the 24/7 on-call service, currently €30 per day.",
    "We compensate on-call: €40 per weekday night, €80 per weekend day.",
    "Pager weeks come with $750 extra and the Friday after off.",
    "Stand-by duty one week in six, against payment of a lump sum of 300 EUR.",
    "The rota is voluntary, and those on it receive 8 % more pay.",
    "For each night you are on call you accrue two hours of leave.",
    "Emergency call-outs: first hour at triple rate, then double.",
    "On-call remuneration follows our works agreement (flat rate plus hourly pay when called).",
    "You'll be paid £30 per night for holding the phone.",
    "Unsociable hours are paid at 1.33x.",
    "Compensatory time off is granted after each out-of-hours incident.",
    "On-call: 1 week in 8, with a monthly retainer of CAD 400.",
    "We pay an inconvenience allowance for duty weekends.",
    "Working a bank holiday on shift gives you double pay and a day back.",
    "Your on-call time is logged and paid out quarterly.",
    "Weekend standby: NOK 2 500 per weekend.",
    "Anyone paged between 22:00 and 06:00 may take the next morning off.",
    "There's an on-call rota (paid).",
    "An additional 5% of salary for those taking part in the out-of-hours rota.",
    "We reimburse standby with time or money.",
    "24x7 rotational shifts with shift allowance and cab facility.",
    "Pay for on-call: DKK 1,200 a week, call-outs on top.",
    "Those who cover nights see it on their payslip: plus twelve per cent.",
    "A duty phone supplement of 90 euros weekly is part of the package.",
    "Hours on standby are credited to your working-time account at 50 %.",
    "On-call is rotated weekly among ten of us and comes with extra money.",
    "Participants in the rota are entitled to one additional vacation day per month.",
    "Overtime and call-outs are paid.",
    "For on-call work we have a generous compensation scheme.",
    "On-call weeks: £200 flat, plus an hour's pay per alert.",
    "You choose whether call-outs turn into cash or time off.",
    "Roster allowances apply under the enterprise agreement.",
    "Late shift (14-22) with a 15 % bonus.",
]

NOT_PAID = [
    "On-call is part of the role and is included in the salary.",
    "There is no extra pay for being on call.",
    "You join a 24/7 on-call rotation; the salary band is £60,000 to £75,000 plus bonus.",
    "Participate in on-call and receive a competitive salary, pension and 25 days of paid leave.",
    "The on-call rota is unpaid for the first six months.",
    "We guarantee customers a 15-minute response at any hour, and pay service credits if we miss it.",
    "Field technicians receive TOIL for overtime; engineers are salaried.",
    "You approve the overtime and TOIL of the on-call technicians in the payroll tool.",
    "Referral bonus of $2,000 after your first on-call quarter.",
    "You will be on call about 2 weeks per quarter with 3 incidents per shift.",
    "Sign-on bonus, stock options and a rotating on-call schedule.",
    "Salary reviewed every year; weekend work as required by the business.",
    "Our product calculates standby pay and shift premiums for hospitals.",
    "Paid time off is unlimited, and on-call is shared by eight people.",
    "Home-office allowance of €500 and on-call one week in five.",
    "Expect occasional night work; we pay for your taxi home.",
    "On-call engineers get a company phone and a paid mobile plan.",
    "You are exempt from overtime pay and take part in the on-call rotation.",
    "The premium support plan includes an on-call engineer for each customer.",
    "Reduce toil for the on-call team.",
    "Our drivers earn a night differential; you keep their dispatch system running around the clock.",
    "On call once a month, no compensation.",
    "You rotate through weekend shifts. Benefits: meal allowance, gym, insurance.",
    "Compensation depends on experience; on-call participation is mandatory.",
    "Experience with compensating on-call staff fairly is a plus for managers.",
    "We used to pay an on-call allowance; that has been folded into base pay.",
    "The base pay range is $120,000 – $150,000 and you must support on-call rotations.",
    "You will write the runbooks that on-call is paid attention to.",
    "On-call hours are not compensated separately.",
    "Rotating shifts, annual performance bonus of 10 %, private health cover.",
    "24x7 rotational shifts with cab facility and free meals.",
    "You will own the billing system that pays out on-call money to doctors.",
    "On-call phone is provided and paid for by us.",
    "We offer paid lunches, and the on-call rota is light.",
    "Since the salary is generous, on-call carries no separate payment.",
    "Take part in a follow-the-sun rota; equity and a 401(k) with 4 % match.",
    "Nobody is paid for standby here, since nobody is on standby.",
    "Must be able to work nights, weekends and holidays. Pay: $45 per hour.",
    "Annual leave of 28 days plus bank holidays; on-call every sixth week.",
    "Extra hours are expected at month end without additional pay.",
    "You get a bonus for certifications, and join the on-call rota after three months.",
    "Clients on the gold plan pay for on-call support.",
    "On-call and weekend deployments are part of the salaried position.",
    "Hiring bonus 5,000 EUR. On-call duty once per month.",
    "Night shift nurses get a premium; our software works out how much.",
    "Time off is flexible, also around your on-call weeks.",
    "Payment systems on-call engineer wanted.",
    "Supplementary health insurance, supplement for the gym, on-call rota of six.",
    "We pay you above market so that on-call needs no extras.",
    "You handle 3 to 5 calls per shift.",
    "On-call hours do not count as working time.",
    "Salary 55k to 65k; some on-call; laptop of your choice.",
    "The rota is light: two calls a month, on average.",
    "Our payments team runs its own on-call.",
    "You pay attention to detail and don't mind being on call.",
    "On-call one week in eight, with a second engineer as backup.",
    "The annual bonus depends on uptime, and you carry the pager.",
    "We pay for courses and give you a day a month to learn; on-call is shared.",
    "You'll be called out to sites; mileage is reimbursed.",
    "Support shifts rotate; the wage is fixed.",
]


def addressed(text: str) -> bool:
    rulebook, signals = load_books()
    report = checker(rulebook, signals).check(structure("ad.md", text, signals.headings))
    return next(item.addressed for item in report.expectations if item.id == "on_call_pay")


@pytest.mark.parametrize("text", PAID)
def test_pay_for_on_call_is_heard(text: str) -> None:
    assert addressed(text)


@pytest.mark.parametrize("text", NOT_PAID)
def test_what_only_sounds_like_it_is_not(text: str) -> None:
    assert not addressed(text)
