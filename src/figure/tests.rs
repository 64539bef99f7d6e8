//! What readers of the shipped languages make of texts.
