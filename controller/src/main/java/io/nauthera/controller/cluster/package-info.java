/** Keeps the state of the cluster in memory and finds the resources that a change affects. */
@NullMarked
package io.nauthera.controller.cluster;

import org.jspecify.annotations.NullMarked;
