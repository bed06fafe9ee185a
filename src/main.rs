//! Arguments to command to exit status.

fn main() {}
