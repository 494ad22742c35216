"""Engines: given the known facts of a situation, which rules hold, and which are still open.

`Engine` is the protocol. `compiled` is the default, `durable` runs on durable-rules, `reference`
is the readable specification; all three give the same `Firing` for the same facts.
"""

from advisor.engine.protocol import ENGINES, Disagreement, Engine, EngineName, Firing, as_bits, each_bit, indices, make_engine

__all__ = ["ENGINES", "Disagreement", "Engine", "EngineName", "Firing", "as_bits", "each_bit", "indices", "make_engine"]
