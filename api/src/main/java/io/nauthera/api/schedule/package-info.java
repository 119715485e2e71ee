/** When something happens again and again: cron expressions and time zones, as in a CronJob. */
@NullMarked
package io.nauthera.api.schedule;

import org.jspecify.annotations.NullMarked;
