SELECT
  "t5"."asked",
  "t18"."asked_period",
  "t18"."submission",
  "t18"."unit",
  "t18"."period",
  "t18"."indicator",
  "t18"."breakdown",
  "t18"."value",
  "t5"."share"
FROM (
  SELECT
    "t16".*
    EXCLUDE ("last")
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t14"."submission",
        "t14"."unit",
        "t14"."period",
        "t14"."indicator",
        "t14"."breakdown",
        "t14"."value",
        "t14"."stock",
        "t14"."joint_kind",
        "t14"."asked_period",
        "t14"."place",
        MAX(CAST(FLOOR((
          "t14"."place"
        ) / (
          16
        )) AS BIGINT)) OVER (
          PARTITION BY "t14"."indicator", "t14"."asked_period"
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "last"
      FROM (
        SELECT
          "t6"."submission",
          "t6"."unit",
          "t6"."period",
          "t6"."indicator",
          "t6"."breakdown",
          "t6"."value",
          "t7"."stock",
          "t7"."joint_kind",
          "t10"."asked_period",
          "t10"."place"
        FROM "t_cell" AS "t6"
        INNER JOIN "t_indicators" AS "t7"
          ON "t6"."indicator" = "t7"."indicator"
        INNER JOIN (
          SELECT
            "t3"."source" AS "period",
            "t3"."asked" AS "asked_period",
            "t3"."place"
          FROM "t_periods" AS "t3"
        ) AS "t10"
          ON "t6"."period" = "t10"."period"
        ANTI JOIN (
          SELECT DISTINCT
            *
          FROM (
            SELECT
              "t6"."unit",
              "t6"."indicator",
              "t8"."asked" AS "asked_period",
              "t8"."source" AS "period"
            FROM "t_cell" AS "t6"
            INNER JOIN "t_within" AS "t8"
              ON "t6"."period" = "t8"."wider"
          ) AS "t11"
        ) AS "t13"
          ON "t6"."unit" = "t13"."unit"
          AND "t6"."indicator" = "t13"."indicator"
          AND "t10"."asked_period" = "t13"."asked_period"
          AND "t6"."period" = "t13"."period"
      ) AS "t14"
    ) AS "t15"
    WHERE
      NOT (
        "t15"."stock"
      )
      OR (
        CAST(FLOOR((
          "t15"."place"
        ) / (
          16
        )) AS BIGINT) = "t15"."last"
      )
  ) AS "t16"
) AS "t18"
INNER JOIN "t_groups" AS "t5"
  ON "t18"."unit" = "t5"."unit"
