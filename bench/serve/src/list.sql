\set width random(0, 4)
\set half case when :width = 0 then 0.005 when :width = 1 then 0.05 when :width = 2 then 0.25 when :width = 3 then 0.75 else 3.5 end
\set near random(0, 1)
\set lon case when :near = 0 then 36.9 + random(0, 500000) / 1000000.0 else 35.7 + random(0, 6600000) / 1000000.0 end
\set lat case when :near = 0 then 36.0 + random(0, 400000) / 1000000.0 else 32.3 + random(0, 5000000) / 1000000.0 end
\set west :lon - :half
\set south :lat - :half
\set east :lon + :half
\set north :lat + :half
\set length random(0, 3)
\set from 1325376000 + random(0, 378431999)
\set until :from + 86400 * case when :length = 0 then 1 when :length = 1 then 7 when :length = 2 then 30 else 365 end
SELECT id, properties, ST_AsGeoJSON(geom) FROM incident
WHERE geom && ST_MakeEnvelope(:west, :south, :east, :north, 4326)
  AND period && tstzrange(to_timestamp(:from), to_timestamp(:until), '[]')
ORDER BY lower(period) DESC, id LIMIT 100;
