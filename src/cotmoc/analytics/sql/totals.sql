SELECT
  COALESCE("t36"."asked", "t30"."asked") AS "asked",
  COALESCE("t36"."asked_period", "t30"."asked_period") AS "period",
  COALESCE("t36"."indicator", "t30"."indicator") AS "indicator",
  COALESCE("t36"."breakdown", "t30"."breakdown") AS "breakdown",
  COALESCE("t36"."alone", 0.0) AS "alone",
  COALESCE("t30"."joint", 0.0) AS "joint",
  COALESCE("t36"."units", 0) AS "units",
  COALESCE("t36"."place", -1) AS "place",
  COALESCE("t36"."exact", TRUE) AS "exact"
FROM (
  SELECT
    "t34"."asked",
    "t34"."asked_period",
    "t34"."indicator",
    "t34"."breakdown",
    SUM(CAST("t34"."value" AS DOUBLE) * "t34"."share") AS "alone",
    COUNT(DISTINCT "t34"."unit") AS "units",
    MAX("t34"."place") AS "place",
    BOOL_AND(CAST("t34"."share" > 0.999999999 AS BOOLEAN)) AS "exact"
  FROM (
    SELECT
      "t33"."submission",
      "t33"."unit",
      "t33"."period",
      "t33"."indicator",
      "t33"."breakdown",
      "t33"."value",
      "t33"."stock",
      "t33"."joint_kind",
      "t33"."asked_period",
      "t33"."place",
      "t7"."asked",
      "t7"."share"
    FROM (
      SELECT
        "t31".*
        EXCLUDE ("last")
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t26"."submission",
            "t26"."unit",
            "t26"."period",
            "t26"."indicator",
            "t26"."breakdown",
            "t26"."value",
            "t26"."stock",
            "t26"."joint_kind",
            "t26"."asked_period",
            "t26"."place",
            MAX(CAST(FLOOR((
              "t26"."place"
            ) / (
              16
            )) AS BIGINT)) OVER (
              PARTITION BY "t26"."indicator", "t26"."asked_period"
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) AS "last"
          FROM (
            SELECT
              "t10"."submission",
              "t10"."unit",
              "t10"."period",
              "t10"."indicator",
              "t10"."breakdown",
              "t10"."value",
              "t9"."stock",
              "t9"."joint_kind",
              "t17"."asked_period",
              "t17"."place"
            FROM "t_cell" AS "t10"
            INNER JOIN "t_indicators" AS "t9"
              ON "t10"."indicator" = "t9"."indicator"
            INNER JOIN (
              SELECT
                "t3"."source" AS "period",
                "t3"."asked" AS "asked_period",
                "t3"."place"
              FROM "t_periods" AS "t3"
            ) AS "t17"
              ON "t10"."period" = "t17"."period"
            ANTI JOIN (
              SELECT DISTINCT
                *
              FROM (
                SELECT
                  "t10"."unit",
                  "t10"."indicator",
                  "t12"."asked" AS "asked_period",
                  "t12"."source" AS "period"
                FROM "t_cell" AS "t10"
                INNER JOIN "t_within" AS "t12"
                  ON "t10"."period" = "t12"."wider"
              ) AS "t20"
            ) AS "t24"
              ON "t10"."unit" = "t24"."unit"
              AND "t10"."indicator" = "t24"."indicator"
              AND "t17"."asked_period" = "t24"."asked_period"
              AND "t10"."period" = "t24"."period"
          ) AS "t26"
        ) AS "t28"
        WHERE
          NOT (
            "t28"."stock"
          )
          OR (
            CAST(FLOOR((
              "t28"."place"
            ) / (
              16
            )) AS BIGINT) = "t28"."last"
          )
      ) AS "t31"
    ) AS "t33"
    INNER JOIN "t_groups" AS "t7"
      ON "t33"."unit" = "t7"."unit"
  ) AS "t34"
  GROUP BY
    1,
    2,
    3,
    4
) AS "t36"
FULL OUTER JOIN (
  SELECT
    "t27"."asked",
    "t27"."asked_period",
    "t27"."indicator",
    "t27"."joint",
    '' AS "breakdown"
  FROM (
    SELECT
      "t25"."asked",
      "t25"."asked_period",
      "t25"."indicator",
      SUM(CAST("t25"."count" AS DOUBLE)) AS "joint"
    FROM (
      SELECT
        "t23"."asked",
        "t16"."asked_period",
        "t18"."indicator",
        "t8"."activity",
        "t8"."held_on",
        "t8"."count"
      FROM "t_joint" AS "t8"
      INNER JOIN (
        SELECT
          "t2"."indicator",
          "t2"."joint_kind" AS "kind"
        FROM "t_indicators" AS "t2"
        WHERE
          "t2"."joint_kind" <> ''
      ) AS "t18"
        ON "t8"."kind" = "t18"."kind"
      INNER JOIN (
        SELECT
          "t3"."source" AS "period",
          "t3"."asked" AS "asked_period"
        FROM "t_periods" AS "t3"
      ) AS "t16"
        ON "t8"."period" = "t16"."period"
      INNER JOIN (
        SELECT DISTINCT
          *
        FROM (
          SELECT
            "t11"."activity",
            "t7"."asked"
          FROM "t_part" AS "t11"
          INNER JOIN "t_groups" AS "t7"
            ON "t11"."unit" = "t7"."unit"
        ) AS "t19"
      ) AS "t23"
        ON "t8"."activity" = "t23"."activity"
    ) AS "t25"
    GROUP BY
      1,
      2,
      3
  ) AS "t27"
) AS "t30"
  ON "t36"."asked" = "t30"."asked"
  AND "t36"."asked_period" = "t30"."asked_period"
  AND "t36"."indicator" = "t30"."indicator"
  AND "t36"."breakdown" = "t30"."breakdown"
