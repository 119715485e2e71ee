package io.nauthera.demo;

import io.nauthera.sandbox.process.CommandResult;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A person at a terminal who runs kubectl with their own permissions. */
final class Person {
  private final String role;
  private final List<String> identity;
  private final DemoCluster cluster;
  private final Manifests manifests;
  private final Transcript transcript;

  private Person(
      String role,
      List<String> identity,
      DemoCluster cluster,
      Manifests manifests,
      Transcript transcript) {
    this.role = role;
    this.identity = identity;
    this.cluster = cluster;
    this.manifests = manifests;
    this.transcript = transcript;
  }

  static Person administrator(
      String role, DemoCluster cluster, Manifests manifests, Transcript transcript) {
    return new Person(role, List.of(), cluster, manifests, transcript);
  }

  /** A person with the permissions that RBAC gives to this user. */
  static Person user(
      String name, String role, DemoCluster cluster, Manifests manifests, Transcript transcript) {
    return new Person(
        role,
        List.of("--as", name, "--as-group", "system:authenticated"),
        cluster,
        manifests,
        transcript);
  }

  /** Prints a manifest. */
  void shows(String file) {
    transcript.command(role, "cat " + manifests.shorten(file));
    transcript.output(Manifests.read(file));
  }

  /** Runs kubectl, which must succeed. */
  void runs(String... arguments) {
    CommandResult result = kubectl(arguments);
    if (!result.succeeded()) {
      throw new StepFailedException("kubectl was expected to succeed: " + result.stderr());
    }
  }

  /** Runs kubectl, which must fail, and returns what it prints to standard error. */
  String isRefused(String... arguments) {
    CommandResult result = kubectl(arguments);
    if (result.succeeded()) {
      throw new StepFailedException("kubectl was expected to fail, but: " + result.stdout());
    }
    return result.stderr();
  }

  private CommandResult kubectl(String... arguments) {
    String line = Stream.of(arguments).map(Person::quoted).collect(Collectors.joining(" "));
    transcript.command(role, manifests.shorten("kubectl " + line));
    CommandResult result =
        cluster.kubectl(
            Stream.concat(identity.stream(), Stream.of(arguments)).toArray(String[]::new));
    transcript.output(result.stdout());
    transcript.output(manifests.shorten(result.stderr()));
    return result;
  }

  /** The argument as you would type it in a shell. */
  private static String quoted(String argument) {
    return argument.matches("[\\w./:=@,-]+") ? argument : "'" + argument + "'";
  }
}
