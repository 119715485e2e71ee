/** The controller: makes true what is allowed, and says so. */
@NullMarked
package io.nauthera.controller;

import org.jspecify.annotations.NullMarked;
