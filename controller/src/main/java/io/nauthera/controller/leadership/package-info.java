/** Lets one of several controllers reconcile, and another one take over. */
@NullMarked
package io.nauthera.controller.leadership;

import org.jspecify.annotations.NullMarked;
