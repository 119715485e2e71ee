/** What the controller shows about the resources of the cluster. */
@NullMarked
package io.nauthera.controller.metrics;

import org.jspecify.annotations.NullMarked;
