package io.nauthera.images;

import io.nauthera.sandbox.process.Folders;
import io.nauthera.sandbox.process.SandboxException;
import io.nauthera.sandbox.tools.Repository;
import java.nio.file.Files;

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
    var folder = target.resolve("images");
    var layers = work.resolve("layers");
    Folders.delete(work);
    var debian = new DebianPackages(Folders.cache(), System.err::println);
    for (var item : NautheraImages.released(repository, debian, work)) {
      var digest = item.write(folder, layers);
      System.out.printf("%s %s%n", item.archive(folder), digest);
      if (!Files.exists(item.sbom(folder))) {
        System.err.println("images: no SBOM, because Maven was offline: run `make build` online");
      }
      if (!registry.isEmpty()) {
        var pushed = item.image().push(registry, layers, System.err::println);
        System.out.printf("%s@%s%n", item.image().reference(registry), pushed);
      }
    }
    Folders.delete(work);
  }
}
