"""Answers and figures that draw on several capabilities; reads everything, writes nothing."""
