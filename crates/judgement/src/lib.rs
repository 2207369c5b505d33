//! Deal, incidents, perspective and instant to assessments, clocks and phases.
