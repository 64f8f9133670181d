import java.io.FileInputStream;
import java.util.*;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** One JVM for all files: java -cp "jars/*" V.java ua1,3a a.pdf b.pdf. Prints a JSON line a file and flavour. */
class V {
  public static void main(String[] args) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    boolean clean = true;
    for (String file : Arrays.copyOfRange(args, 1, args.length))
      for (String name : args[0].split(",")) {
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
        Set<String> failures = new TreeSet<>();
        try (var stream = new FileInputStream(file);
             var parser = Foundries.defaultInstance().createParser(stream, flavour);
             var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
          for (TestAssertion test : validator.validate(parser).getTestAssertions())
            if (test.getStatus() == TestAssertion.Status.FAILED)
              failures.add(quoted(test.getRuleId().getClause() + "-" + test.getRuleId().getTestNumber() + " " + test.getMessage()));
        }
        clean &= failures.isEmpty();
        System.out.println("{\"file\":" + quoted(file) + ",\"flavour\":\"" + name + "\",\"failures\":[" + String.join(",", failures) + "]}");
      }
    System.exit(clean ? 0 : 1);
  }

  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\s+", " ") + '"';
  }
}
