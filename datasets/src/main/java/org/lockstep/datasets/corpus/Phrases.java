package org.lockstep.datasets.corpus;

import java.util.List;

/** What the made-up tweets are put together from; {word} is a slot. */
final class Phrases {
  static final List<String> LABELS = List.of("negative", "neutral", "positive");

  static final List<String> AIRLINES =
      List.of("@NorthStarAir", "@flybluebird", "@TransPolar", "@CoastalJet", "@SunriseAirways");

  static final List<String> CITIES =
      List.of(
          "Boston",
          "Denver",
          "Austin",
          "Chicago",
          "Seattle",
          "Miami",
          "Dallas",
          "Phoenix",
          "Newark",
          "Tampa",
          "Nashville",
          "Portland",
          "Oakland",
          "Memphis",
          "Reno",
          "Tucson",
          "JFK",
          "LAX",
          "ORD",
          "SFO",
          "BOS",
          "DCA",
          "PHL",
          "ATL",
          "DFW",
          "MSP");

  static final List<String> PEOPLE =
      List.of(
          "the gate agent",
          "your pilot",
          "the crew",
          "a flight attendant",
          "customer service",
          "the desk in Denver",
          "my daughter",
          "my wife",
          "the whole family",
          "Karen at the counter",
          "your phone agent",
          "the man at baggage");

  static final List<String> THINGS =
      List.of(
          "bag",
          "stroller",
          "suitcase",
          "boarding pass",
          "seat",
          "upgrade",
          "voucher",
          "refund",
          "jacket",
          "laptop",
          "meal",
          "connection",
          "reservation",
          "miles",
          "guitar",
          "passport");

  static final List<String> OPENINGS =
      List.of(
          "hey",
          "so",
          "ok",
          "wow",
          "really",
          "well",
          "hi there",
          "seriously",
          "just so you know",
          "update:");

  static final List<List<String>> CORES =
      List.of(
          List.of(
              "flight {flight} delayed {n} hours and nobody tells us anything",
              "you lost my {thing} in {city} and {who} does not care",
              "on hold for {n} hours, then {who} hung up on me",
              "cancelled flight {flight} again, stuck in {city} with no hotel",
              "worst service ever, {who} was rude to us in {city}",
              "still sitting on the tarmac in {city}, {n} hours now",
              "my {thing} is broken and you refuse to pay",
              "never flying with you again after flight {flight}",
              "missed my connection in {city} because of your delay",
              "{n} people at the counter in {city} and not one of them helps",
              "your website is down and the phone line just disconnects",
              "how is it possible to lose a {thing} between {city} and {city}",
              "{n} days without my {thing}, this is unacceptable",
              "thanks for nothing, flight {flight} left without us",
              "great, another delay in {city}. Thank you so much",
              "love waiting {n} hours for a {thing} that never comes",
              "paid for a {thing} and did not get it on flight {flight}",
              "no response to my email for {n} weeks, terrible",
              "overbooked flight {flight} to {city}, what a joke",
              "{who} told us a lie about flight {flight}"),
          List.of(
              "can I change my {thing} for flight {flight}",
              "what time does flight {flight} to {city} leave",
              "do you fly from {city} to {city} in March",
              "is there wifi on flight {flight}",
              "how do I add a {thing} to my reservation",
              "please follow so I can send you a dm about my {thing}",
              "what is the limit for a {thing} to {city}",
              "is flight {flight} on time today",
              "need to talk to {who} about a {thing}, which number do I call",
              "can {who} board with me in {city}",
              "just sent you a dm about flight {flight}",
              "when do you open the route from {city} to {city}",
              "will the storm in {city} change flight {flight}",
              "flying to {city} on Friday with {who}",
              "do I need a {thing} for {city}",
              "does my {thing} count as a carry on",
              "any news about flight {flight} out of {city}",
              "I left a {thing} at the gate in {city}, who do I ask"),
          List.of(
              "thank you, {who} in {city} was wonderful",
              "great flight to {city} today, smooth and early",
              "thanks to {who} for finding my {thing}",
              "you are the best, my {thing} came in {n} minutes",
              "love the new seats on flight {flight}",
              "awesome crew on flight {flight}, thanks",
              "{who} made our trip to {city} so much better",
              "best airline, always on time to {city}",
              "quick answer about my {thing}, much appreciated",
              "landed {n} minutes early in {city}, amazing",
              "kudos to {who}, fixed my {thing} in {n} minutes",
              "excellent service on the way to {city}",
              "happy with the {thing} on flight {flight}, thanks a lot",
              "after {n} hours of delay {who} was great and got us home"));

  static final List<String> AMBIGUOUS =
      List.of(
          "flight {flight} from {city} to {city}",
          "thanks for the answer about my {thing}",
          "waiting for {who} in {city}",
          "I would like to hear from {who} about flight {flight}",
          "that was {n} hours in {city} with {who}",
          "got my {thing} back in {city} after {n} days",
          "thank you, I will call again about the {thing}",
          "ok, flight {flight} is boarding now",
          "we talked to {who} about the {thing}",
          "on the plane to {city} at last",
          "so this is how you handle a {thing} in {city}",
          "rebooked on flight {flight}, {n} hours later");

  static final List<String> TAILS =
      List.of(
          "on my way to {city}",
          "with {who}",
          "please advise",
          "thanks",
          "this morning",
          "for the second time",
          "see you in {city}",
          "flight {flight}",
          "let me know",
          "can you help",
          "what now",
          "again");

  static final List<List<String>> CLASS_TAILS =
      List.of(
          List.of(
              "fix this",
              "ridiculous",
              "not happy",
              "so frustrating",
              "shame on you",
              "I want a refund"),
          List.of(
              "any idea",
              "need to know by tonight",
              "just asking",
              "dm me",
              "for a friend",
              "please"),
          List.of("you rock", "well done", "made my day", "see you soon", "good job", "so nice"));

  static final List<String> TAGS =
      List.of(
          "#travel",
          "#fail",
          "#avgeek",
          "#help",
          "#vacation",
          "#airport",
          ":)",
          ":(",
          "!!!",
          "\u2708\ufe0f");

  private Phrases() {}
}
