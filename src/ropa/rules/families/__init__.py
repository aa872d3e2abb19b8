"""The rules, a family a module or a folder; each rule tells everything about itself."""
