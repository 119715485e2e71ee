package io.nauthera.runtime;

import io.nauthera.api.text.Durations;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The environment variables of a process. An {@link IllegalArgumentException} names the variable,
 * its value and what is accepted.
 */
public final class Environment {
  private static final String PORT = "a port number from 1 to 65535";
  private static final String DURATION = "a duration, e.g. 60s or 2m";
  private static final String FLAG = "true or false";
  private static final String COUNT = "a number from 1 to 999999999";
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

  private final Map<String, String> variables;

  public Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /**
   * The value of a variable that must be set.
   *
   * @param accepted what the variable must contain, for the error message
   */
  public String required(String variable, String accepted) {
    String value = variables.getOrDefault(variable, "");
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          "environment variable %s is not set: set it to %s".formatted(variable, accepted));
    }
    return value;
  }

  /** The value of a variable; empty where it is not set. */
  public Optional<String> optional(String variable) {
    return Optional.ofNullable(variables.get(variable)).filter(value -> !value.isBlank());
  }

  /** An address to listen on, from a variable for the host and a variable for the port. */
  public InetSocketAddress address(String hostVariable, String portVariable) {
    String accepted = "an IP address of this host";
    String host = required(hostVariable, accepted);
    var address = new InetSocketAddress(host, port(portVariable));
    if (address.isUnresolved()) {
      throw invalid(hostVariable, host, accepted);
    }
    return address;
  }

  /** Whether a variable is {@code true}; false where it is not set. */
  public boolean flag(String variable) {
    String value = optional(variable).orElse("false");
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(variable, value, FLAG);
    };
  }

  /** A number of things, at least one. */
  public int count(String variable, int ifNotSet) {
    String value = optional(variable).orElse(String.valueOf(ifNotSet));
    int count = DIGITS.matcher(value).matches() ? Integer.parseInt(value) : 0;
    if (count < 1) {
      throw invalid(variable, value, COUNT);
    }
    return count;
  }

  /** A duration in seconds, or with units as in manifests. */
  public Duration duration(String variable, Duration ifNotSet) {
    return optional(variable).map(value -> parsed(variable, value)).orElse(ifNotSet);
  }

  private static Duration parsed(String variable, String value) {
    try {
      Duration duration =
          DIGITS.matcher(value).matches()
              ? Duration.ofSeconds(Long.parseLong(value))
              : Durations.parse(value);
      if (duration.isPositive()) {
        return duration;
      }
    } catch (IllegalArgumentException e) {
      // Reported below, together with a duration that is zero.
    }
    throw invalid(variable, value, DURATION);
  }

  private int port(String variable) {
    String value = required(variable, PORT);
    try {
      int port = Integer.parseInt(value);
      if (port > 0 && port < 65536) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Reported below, together with a number that is out of range.
    }
    throw invalid(variable, value, PORT);
  }

  private static IllegalArgumentException invalid(String variable, String value, String accepted) {
    return new IllegalArgumentException(
        "environment variable %s has the value \"%s\": set it to %s"
            .formatted(variable, value, accepted));
  }
}
