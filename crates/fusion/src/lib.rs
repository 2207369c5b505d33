//! Claims to incidents, with the reason for every link and its probability.
