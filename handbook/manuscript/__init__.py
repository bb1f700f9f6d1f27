"""Edition and locale in, `Manuscript` out: the chosen chapters, parsed, with facts filled in and sources numbered.

`outline` knows the order and what a thinner book leaves out, `markdown` knows the dialect, `chapter` reads one file,
`assemble` puts the chosen ones together. The only home of markdown-it.
"""
