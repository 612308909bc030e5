"""How years of the seeds given are told: `python -m tests.seasons SEED …`."""

import sys
import time

from tests.seasons.year import outcome_of

for seed in map(int, sys.argv[1:]):
    began = time.process_time()
    outcomes, false = outcome_of(seed)
    outages = [one for one in outcomes if one.wanted.kind == "outage"]
    outcomes = [one for one in outcomes if one.wanted.kind != "outage"]
    right = sum(one.outcome in ("right", "-") for one in outcomes)
    once = sum(one.outcome == "-" for one in outages)
    seconds = round(time.process_time() - began)
    print(f"seed {seed}: {right} of {len(outcomes)} right, {len(false)} false alarms, {seconds} s of CPU")
    print(f"  {len(outages)} outages of servers were told, {once} of them once")
    for one in [*outcomes, *outages]:
        told = ", ".join(
            f"{t.slug} {'-' if t.over else '+'}{t.code} {t.at - one.wanted.begin}" for t in one.told
        )
        print(f"  {one.outcome:10} {one.wanted.kind:24} {one.wanted.begin:%m-%d %H} {told}")
    for alarm in sorted(false, key=lambda one: one.at):
        print(f"  FALSE {alarm.at:%m-%d %H} {alarm.slug} {alarm.code}")
    sys.stdout.flush()
