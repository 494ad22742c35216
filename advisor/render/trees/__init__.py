"""Decision trees as text, Mermaid and graphviz's DOT: one walk, three ways to write it."""
