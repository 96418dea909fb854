//! A frame as a picture for the README.
