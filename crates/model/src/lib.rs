//! The vocabulary of Armistice as plain data: reports, claims, incidents, assessments.
