#!/usr/bin/env python
# -*- coding: utf-8 -*-
"""Docstring with 'quotes' and \N{DASH}."""
x = 0x1F + 1_000.5e-3j + 0o17 + 0b1 + 0777L - .5 // 2 ** 3 % 4 @ y
s = f"a{x!r:>{width}}b{{c}}" rb'\x00' u"é" t"{x=}" f'{f"{1}"}'
y = (a if b else c) and not d or [1, 2,
    {3: 4}] != ... <> 5; z := 6
@decorator
async def f(a, /, *, b: int = 1, **k) -> None:
	return lambda: (yield)
<<<<<<< HEAD
if x: \
  pass
=======
{% if template %}
print >>sys.stderr, `x`
$?!
