"""The list of faults, by name. Every outlet answers `/faults/NAME?n=K`: another K is another address, with
another report behind it and its own count of attempts. Those with `linked` outlets stand in the feeds and
sitemaps of these outlets too, so that an ordinary crawl meets them."""

from newsroom import fault_bodies, fault_heads, fault_machines, fault_turns
from newsroom.faulting import Fault

_REGISTERS = (fault_heads.fault, fault_bodies.fault, fault_turns.fault, fault_machines.fault)
FAULTS: dict[str, Fault] = {fault.name: fault for register in _REGISTERS for fault in register.faults}
PREFIX = "/faults/"
NOTICES = frozenset({"missing", "gone", "soft-missing"})  # answered with the outlet's "not found" page


def linked_faults(slug: str) -> tuple[Fault, ...]:
    """The faults that an outlet's feeds and sitemaps name."""
    return tuple(fault for fault in FAULTS.values() if slug in fault.linked)
