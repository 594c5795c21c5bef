SELECT DISTINCT
  *
FROM (
  SELECT
    "t6"."asked",
    "t10"."asked_period",
    "t11"."indicator",
    "t12"."unit",
    "t12"."period",
    "t12"."state"
  FROM (
    SELECT
      *
    FROM "t_obligation" AS "t0"
    WHERE
      "t0"."state" <> 'approved'
  ) AS "t12"
  INNER JOIN (
    SELECT
      "t3"."source" AS "period",
      "t3"."asked" AS "asked_period",
      "t3"."place"
    FROM "t_periods" AS "t3"
  ) AS "t10"
    ON "t12"."period" = "t10"."period"
  INNER JOIN (
    SELECT DISTINCT
      *
    FROM "t_asks" AS "t4"
  ) AS "t11"
    ON "t12"."unit" = "t11"."unit"
  INNER JOIN "t_indicators" AS "t5"
    ON "t11"."indicator" = "t5"."indicator"
  INNER JOIN "t_groups" AS "t6"
    ON "t12"."unit" = "t6"."unit"
) AS "t13"
