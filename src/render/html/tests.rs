//! Whatever a capture holds, it is text and stays text.
