/**
 * Runs the chart's Deployments as local processes, as a kubelet would: volumes, environment,
 * probes, restarts.
 */
@NullMarked
package io.nauthera.sandbox.pods;

import org.jspecify.annotations.NullMarked;
