package io.nauthera.demo;

import io.nauthera.sandbox.process.CommandResult;
import io.nauthera.sandbox.Sandbox;
import java.util.List;
import java.util.stream.Stream;

/**
 * Somebody at a terminal: runs kubectl with their own permissions, and everybody sees what it
 * prints.
 */
final class Person {
  private final String role;
  private final List<String> identity;
  private final Sandbox sandbox;
  private final Manifests manifests;
  private final Stage stage;

  private Person(
      String role, List<String> identity, Sandbox sandbox, Manifests manifests, Stage stage) {
    this.role = role;
    this.identity = identity;
    this.sandbox = sandbox;
    this.manifests = manifests;
    this.stage = stage;
  }

  static Person administrator(String role, Sandbox sandbox, Manifests manifests, Stage stage) {
    return new Person(role, List.of(), sandbox, manifests, stage);
  }

  /** The API server takes them for this user, who may do what RBAC says. */
  static Person user(String name, String role, Sandbox sandbox, Manifests manifests, Stage stage) {
    return new Person(
        role,
        List.of("--as", name, "--as-group", "system:authenticated"),
        sandbox,
        manifests,
        stage);
  }

  /** Runs kubectl, which must succeed; what it printed. */
  String does(String... arguments) {
    CommandResult result = run(arguments);
    if (!result.succeeded()) {
      throw new StepFailed("kubectl was expected to succeed: " + result.stderr());
    }
    return result.stdout();
  }

  /** Runs kubectl, which must be refused; what it said. */
  String isRefused(String... arguments) {
    CommandResult result = run(arguments);
    if (result.succeeded()) {
      throw new StepFailed("kubectl was expected to be refused, but: " + result.stdout());
    }
    return result.stderr();
  }

  private CommandResult run(String... arguments) {
    stage.command(role, manifests.shorten("kubectl " + String.join(" ", arguments)));
    CommandResult result =
        sandbox.kubectl(
            Stream.concat(identity.stream(), Stream.of(arguments)).toArray(String[]::new));
    stage.answer(result.stdout());
    stage.answer(manifests.shorten(result.stderr()));
    return result;
  }
}
