"""How ready a plan is: findings, gates, the prototype contract and its verdict, pilot traps, pairs, and the run.

Sight(plan, reference)            # what rules look at; `waybook.xray.sight` adds the simulated numbers
findings(see)                     # the plan X-ray
gate_states(see)                  # five gates with criteria, evidence and signatures
decide(plan, p_gain)              # the prototype's verdict
"""
