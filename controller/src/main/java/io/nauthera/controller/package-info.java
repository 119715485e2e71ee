/** The controller: registers clients at their servers, writes Secrets and reports the status. */
@NullMarked
package io.nauthera.controller;

import org.jspecify.annotations.NullMarked;
