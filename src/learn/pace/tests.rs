//! Laws and numbers worked by hand.
