package peer;

import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A process engine with its own REST interface, and beside it the messages that a decision writes. */
@SpringBootApplication
public class Peer {
  public static void main(String[] args) {
    SpringApplication.run(Peer.class, args);
  }

  @Component("office")
  @RestController
  public static class Office {
    private final JdbcTemplate jdbc;

    Office(JdbcTemplate jdbc) {
      this.jdbc = jdbc;
    }

    /** Called by the process, in the transaction of the engine. */
    public void decide(String reference, String decision) {
      jdbc.update("insert into messages (reference, decision, written_at) values (?, ?, now())", reference, decision);
    }

    @GetMapping("/messages")
    List<Map<String, Object>> messages(@RequestParam("reference") String reference) {
      return jdbc.queryForList("select * from messages where reference = ?", reference);
    }
  }
}
