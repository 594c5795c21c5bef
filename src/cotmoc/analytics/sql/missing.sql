SELECT DISTINCT
  *
FROM (
  SELECT
    "t8"."asked",
    "t14"."asked_period",
    "t15"."indicator",
    "t16"."unit",
    "t16"."period",
    "t16"."state",
    "t16"."regime"
  FROM (
    SELECT
      *
    FROM "t_obligation" AS "t0"
    WHERE
      "t0"."state" <> 'approved'
  ) AS "t16"
  INNER JOIN (
    SELECT
      "t3"."source" AS "period",
      "t3"."asked" AS "asked_period",
      "t3"."place"
    FROM "t_periods" AS "t3"
  ) AS "t14"
    ON "t16"."period" = "t14"."period"
  INNER JOIN (
    SELECT DISTINCT
      *
    FROM "t_asks" AS "t4"
  ) AS "t15"
    ON "t16"."unit" = "t15"."unit" AND "t16"."regime" = "t15"."regime"
  INNER JOIN "t_indicators" AS "t7"
    ON "t15"."indicator" = "t7"."indicator"
  ANTI JOIN (
    SELECT DISTINCT
      *
    FROM (
      SELECT
        "t9"."unit",
        "t9"."indicator",
        "t10"."asked" AS "asked_period",
        "t10"."source" AS "period"
      FROM "t_cell" AS "t9"
      INNER JOIN "t_within" AS "t10"
        ON "t9"."period" = "t10"."wider"
    ) AS "t17"
  ) AS "t19"
    ON "t16"."unit" = "t19"."unit"
    AND "t15"."indicator" = "t19"."indicator"
    AND "t14"."asked_period" = "t19"."asked_period"
    AND "t16"."period" = "t19"."period"
  INNER JOIN "t_groups" AS "t8"
    ON "t16"."unit" = "t8"."unit"
) AS "t20"
