SELECT
  "t4"."asked",
  "t13"."asked_period",
  "t13"."submission",
  "t13"."unit",
  "t13"."period",
  "t13"."indicator",
  "t13"."breakdown",
  "t13"."value",
  "t4"."share"
FROM (
  SELECT
    "t11".*
    EXCLUDE ("last")
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t9"."submission",
        "t9"."unit",
        "t9"."period",
        "t9"."indicator",
        "t9"."breakdown",
        "t9"."value",
        "t9"."stock",
        "t9"."joint_kind",
        "t9"."asked_period",
        "t9"."place",
        MAX("t9"."place") OVER (
          PARTITION BY "t9"."indicator", "t9"."asked_period"
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "last"
      FROM (
        SELECT
          "t5"."submission",
          "t5"."unit",
          "t5"."period",
          "t5"."indicator",
          "t5"."breakdown",
          "t5"."value",
          "t6"."stock",
          "t6"."joint_kind",
          "t8"."asked_period",
          "t8"."place"
        FROM "t_cell" AS "t5"
        INNER JOIN "t_indicators" AS "t6"
          ON "t5"."indicator" = "t6"."indicator"
        INNER JOIN (
          SELECT
            "t3"."source" AS "period",
            "t3"."asked" AS "asked_period",
            "t3"."place"
          FROM "t_periods" AS "t3"
        ) AS "t8"
          ON "t5"."period" = "t8"."period"
      ) AS "t9"
    ) AS "t10"
    WHERE
      NOT (
        "t10"."stock"
      ) OR (
        "t10"."place" = "t10"."last"
      )
  ) AS "t11"
) AS "t13"
INNER JOIN "t_groups" AS "t4"
  ON "t13"."unit" = "t4"."unit"
