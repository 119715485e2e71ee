package io.nauthera.images;

import io.nauthera.sandbox.process.Command;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which modules of the JDK jars need. */
final class RequiredModules {
  /** What programs load by name, so that no jar names it. */
  private static final Set<String> LOADED_BY_NAME =
      Set.of(
          "java.management", // memory and threads, for metrics
          "java.naming", // DNS, and certificates with LDAP addresses
          "jdk.crypto.ec", // elliptic curves, where they are still a module
          "jdk.httpserver", // the health endpoint
          "jdk.jcmd", // thread dumps of a pod without a shell
          "jdk.management",
          "jdk.unsupported"); // sun.misc.Unsafe

  private RequiredModules() {}

  /**
   * The modules that the jars declare or, if they declare nothing, those that their classes use.
   */
  static Set<String> of(Collection<Path> jars) {
    var modules = new TreeSet<>(LOADED_BY_NAME);
    var undeclared = new ArrayList<String>();
    for (var jar : jars.stream().distinct().sorted().toList()) {
      for (var found : ModuleFinder.of(jar).findAll()) {
        if (found.descriptor().isAutomatic()) {
          undeclared.add(jar.toString());
        } else {
          addRequired(found.descriptor(), modules);
        }
      }
    }
    var used =
        Command.of(JavaRuntime.JDK.resolve("bin/jdeps"), "--print-module-deps", "--no-recursive")
            .and(List.of("--multi-release", Integer.toString(Runtime.version().feature())))
            .and(List.of("--ignore-missing-deps"))
            .and(undeclared)
            .run()
            .orThrow()
            .stdout();
    modules.addAll(List.of(used.strip().split(",", -1)));
    return modules;
  }

  private static void addRequired(ModuleDescriptor module, Set<String> modules) {
    for (var required : module.requires()) {
      var isOptional = required.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC);
      if (!isOptional && ModuleFinder.ofSystem().find(required.name()).isPresent()) {
        modules.add(required.name());
      }
    }
  }
}
