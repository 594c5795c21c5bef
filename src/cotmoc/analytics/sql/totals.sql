SELECT
  COALESCE("t31"."asked", "t28"."asked") AS "asked",
  COALESCE("t31"."asked_period", "t28"."asked_period") AS "period",
  COALESCE("t31"."indicator", "t28"."indicator") AS "indicator",
  COALESCE("t31"."breakdown", "t28"."breakdown") AS "breakdown",
  COALESCE("t31"."alone", 0.0) AS "alone",
  COALESCE("t28"."joint", 0.0) AS "joint",
  COALESCE("t31"."units", 0) AS "units",
  COALESCE("t31"."place", -1) AS "place",
  COALESCE("t31"."exact", TRUE) AS "exact"
FROM (
  SELECT
    "t29"."asked",
    "t29"."asked_period",
    "t29"."indicator",
    "t29"."breakdown",
    SUM(CAST("t29"."value" AS DOUBLE) * "t29"."share") AS "alone",
    COUNT(DISTINCT "t29"."unit") AS "units",
    MAX("t29"."place") AS "place",
    BOOL_AND(CAST("t29"."share" > 0.999999999 AS BOOLEAN)) AS "exact"
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
      "t6"."asked",
      "t6"."share"
    FROM (
      SELECT
        "t23".*
        EXCLUDE ("last")
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t18"."submission",
            "t18"."unit",
            "t18"."period",
            "t18"."indicator",
            "t18"."breakdown",
            "t18"."value",
            "t18"."stock",
            "t18"."joint_kind",
            "t18"."asked_period",
            "t18"."place",
            MAX("t18"."place") OVER (
              PARTITION BY "t18"."indicator", "t18"."asked_period"
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) AS "last"
          FROM (
            SELECT
              "t9"."submission",
              "t9"."unit",
              "t9"."period",
              "t9"."indicator",
              "t9"."breakdown",
              "t9"."value",
              "t8"."stock",
              "t8"."joint_kind",
              "t15"."asked_period",
              "t15"."place"
            FROM "t_cell" AS "t9"
            INNER JOIN "t_indicators" AS "t8"
              ON "t9"."indicator" = "t8"."indicator"
            INNER JOIN (
              SELECT
                "t3"."source" AS "period",
                "t3"."asked" AS "asked_period",
                "t3"."place"
              FROM "t_periods" AS "t3"
            ) AS "t15"
              ON "t9"."period" = "t15"."period"
          ) AS "t18"
        ) AS "t21"
        WHERE
          NOT (
            "t21"."stock"
          ) OR (
            "t21"."place" = "t21"."last"
          )
      ) AS "t23"
    ) AS "t26"
    INNER JOIN "t_groups" AS "t6"
      ON "t26"."unit" = "t6"."unit"
  ) AS "t29"
  GROUP BY
    1,
    2,
    3,
    4
) AS "t31"
FULL OUTER JOIN (
  SELECT
    "t25"."asked",
    "t25"."asked_period",
    "t25"."indicator",
    "t25"."joint",
    '' AS "breakdown"
  FROM (
    SELECT
      "t22"."asked",
      "t22"."asked_period",
      "t22"."indicator",
      SUM(CAST("t22"."count" AS DOUBLE)) AS "joint"
    FROM (
      SELECT
        "t20"."asked",
        "t14"."asked_period",
        "t16"."indicator",
        "t7"."activity",
        "t7"."held_on",
        "t7"."count"
      FROM "t_joint" AS "t7"
      INNER JOIN (
        SELECT
          "t2"."indicator",
          "t2"."joint_kind" AS "kind"
        FROM "t_indicators" AS "t2"
        WHERE
          "t2"."joint_kind" <> ''
      ) AS "t16"
        ON "t7"."kind" = "t16"."kind"
      INNER JOIN (
        SELECT
          "t3"."source" AS "period",
          "t3"."asked" AS "asked_period"
        FROM "t_periods" AS "t3"
      ) AS "t14"
        ON "t7"."period" = "t14"."period"
      INNER JOIN (
        SELECT DISTINCT
          *
        FROM (
          SELECT
            "t10"."activity",
            "t6"."asked"
          FROM "t_part" AS "t10"
          INNER JOIN "t_groups" AS "t6"
            ON "t10"."unit" = "t6"."unit"
        ) AS "t17"
      ) AS "t20"
        ON "t7"."activity" = "t20"."activity"
    ) AS "t22"
    GROUP BY
      1,
      2,
      3
  ) AS "t25"
) AS "t28"
  ON "t31"."asked" = "t28"."asked"
  AND "t31"."asked_period" = "t28"."asked_period"
  AND "t31"."indicator" = "t28"."indicator"
  AND "t31"."breakdown" = "t28"."breakdown"
