"""`make run`: the whole product on one machine, with people to try it as."""
