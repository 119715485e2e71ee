package io.nauthera.images;

import io.nauthera.sandbox.process.Folders;
import io.nauthera.sandbox.process.SandboxException;
import io.nauthera.sandbox.tools.Repository;
import java.nio.file.Path;

/** `make images`: writes Nauthera's images, and pushes them if a registry is given. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    try {
      run(arguments.length == 0 ? "" : arguments[0]);
    } catch (SandboxException e) {
      System.err.println("images: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void run(String registry) {
    var repository = Repository.find();
    var target = repository.root().resolve("hack/images/target");
    var work = target.resolve("work");
    Folders.delete(work);
    var debian = new DebianPackages(Folders.cache(), System.err::println);
    for (var image : NautheraImages.create(repository, "0.1.0", debian, work)) {
      var archive = target.resolve("images").resolve(image.name().replace('/', '-') + ".tar");
      print(archive, image.write(archive, work.resolve("layers")));
      if (!registry.isEmpty()) {
        var digest = image.push(registry, work.resolve("layers"), System.err::println);
        System.out.printf("%s@%s%n", image.reference(registry), digest);
      }
    }
    Folders.delete(work);
  }

  private static void print(Path archive, String digest) {
    System.out.printf("%s %s%n", archive, digest);
  }
}
