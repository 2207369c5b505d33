DROP TABLE IF EXISTS incident_point;
DROP TABLE IF EXISTS incident CASCADE;
CREATE TABLE incident (
  id text PRIMARY KEY,
  kind text NOT NULL,
  period tstzrange,
  geom geometry(Point, 4326),
  properties text NOT NULL
);
