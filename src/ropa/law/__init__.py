"""Law as data: how provisions are written, and (later) dated tables of provisions, decisions and periods."""
