SELECT
  "t14"."asked",
  "t10"."asked_period",
  "t11"."indicator",
  "t5"."activity",
  "t5"."held_on",
  "t5"."count"
FROM "t_joint" AS "t5"
INNER JOIN (
  SELECT
    "t1"."indicator",
    "t1"."joint_kind" AS "kind"
  FROM "t_indicators" AS "t1"
  WHERE
    "t1"."joint_kind" <> ''
) AS "t11"
  ON "t5"."kind" = "t11"."kind"
INNER JOIN (
  SELECT
    "t2"."source" AS "period",
    "t2"."asked" AS "asked_period"
  FROM "t_periods" AS "t2"
) AS "t10"
  ON "t5"."period" = "t10"."period"
INNER JOIN (
  SELECT DISTINCT
    *
  FROM (
    SELECT
      "t6"."activity",
      "t7"."asked"
    FROM "t_part" AS "t6"
    INNER JOIN "t_groups" AS "t7"
      ON "t6"."unit" = "t7"."unit"
  ) AS "t12"
) AS "t14"
  ON "t5"."activity" = "t14"."activity"
