/*
 * What runs in a warm node. It loads the MongoDB shell, leads it through a
 * session so that what a session needs is compiled, and then waits in serve(),
 * which returns in each program that is forked from it: there a session is
 * begun afresh, with the hand-in as what is typed.
 *
 * A session is the real shell's, not interactive, as `mongosh --quiet --norc
 * URI < FILE` begins one. It differs in that it prints no prompts and no
 * warnings of old calls, keeps no files of its own, and tells of each
 * statement that failed, with its line in what was typed.
 *
 * Learners' code runs in a context of its own, but can reach this one: nothing
 * that is told from here decides whether a hand-in is right.
 */
'use strict';

const native = process._linkedBinding('grader');
const fs = require('node:fs');
const net = require('node:net');
const path = require('node:path');
const { PassThrough, Writable } = require('node:stream');

const PORT = 27017;
const HOME = '/tmp/.mongosh';
const TOLD_MOST = 16; // statements that failed
const TEXT_MOST = 500; // characters of what is said of one

const shell = path.resolve(process.execPath, '../../node_modules/mongosh');
const load = require('node:module').createRequire(`${shell}/package.json`);
const library = path.dirname(load.resolve('@mongosh/cli-repl/package.json'));
const inner = require('node:module').createRequire(`${library}/package.json`);

const { CliRepl } = inner('./lib/cli-repl');
const { parseCliArgs } = inner('./lib/arg-parser');
const { evalStart, evalFinish } = inner('./lib/async-repl');
const { generateConnectionInfoFromCliArgs } = inner('@mongosh/arg-parser');
const startRepl = inner('pretty-repl').start;
const { parse } = inner('@babel/parser');
const { version } = inner('./package.json');

process.argv = [process.execPath, `${shell}/bin/mongosh.js`];
process.execArgv = [];
net.setDefaultAutoSelectFamily(true);

// No telemetry, no log, no question after a newer version.
const config = JSON.stringify({
  enableTelemetry: false,
  disableLogging: true,
  updateURL: '',
  snippetIndexSourceURLs: '',
  historyLength: 0,
});

function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function writeAll(fd, bytes) {
  let at = 0;
  while (at < bytes.length) {
    at += fs.writeSync(fd, bytes, at);
  }
}

// ---- statements that failed ----

// The message, without where a parser says that it stands: that is counted
// within the statement.
function describe(error) {
  const text = String((error && error.message) || error);
  const line = text.split('\n')[0].replace(/^unknown: /, '');
  return line.replace(/ \(\d+:\d+\)$/, '').slice(0, TEXT_MOST);
}

function nameOf(error) {
  return String((error && error.name) || 'Error').slice(0, 100);
}

function lineWithin(error) {
  const place = /\((\d+):\d+\)/.exec(String(error && error.message));
  return error instanceof SyntaxError || nameOf(error) === 'SyntaxError'
    ? Number(place ? place[1] : 1) - 1
    : 0;
}

// Why a statement that was typed to its end is not finished. The prompt waits
// for more also where nothing that follows could mend it.
function unfinished(text) {
  const ends = { line: 0, text: 'the file ends before this statement does' };
  try {
    parse(text, { allowAwaitOutsideFunction: true });
  } catch (error) {
    if (error.pos < text.trimEnd().length && !/^Unterminated/.test(error.message)) {
      const equals = error.reasonCode === 'InvalidCoverInitializedName';
      return {
        line: error.loc.line - 1,
        text: equals ? 'before the value of a field stands ":", not "="' : describe(error),
      };
    }
  }
  return ends;
}

class Follower {
  constructor(text, tell) {
    this.text = text;
    this.tell = tell;
    this.lines = 0; // typed so far
    this.start = 0; // of the statement that is being typed
    this.open = false; // it is not finished
    this.told = 0;
  }

  follow(repl) {
    repl.prependListener('line', (line) => {
      this.lines++;
      this.look(repl, line.trim());
    });
    repl.on(evalStart, ({ input }) => {
      this.start = this.lines - (input.match(/\n/g) || ['']).length + 1;
    });
    repl.on(evalFinish, ({ success, recoverable, err }) => {
      this.open = !success && recoverable;
      if (!success && !recoverable) {
        this.failed(err);
      }
    });
  }

  // Behind a whole statement, a line that begins with a dot is a command to the
  // shell's own reader, such as .help; of others it says no more than that.
  look(repl, line) {
    const word = /^\.([^.\s]\S*)/.exec(line);
    if (word && !this.open && isNaN(parseFloat(line)) && !repl.commands[word[1]]) {
      this.syntax(this.lines, 'the statement has ended before this dot, with the line before it');
    }
  }

  failed(error) {
    const code = Number(error && error.code);
    this.report({
      line: this.start + lineWithin(error),
      name: nameOf(error),
      text: describe(error),
      code: Number.isInteger(code) ? code : 0,
    });
  }

  ended() {
    if (this.open) {
      const lines = this.text.toString().split(/\r?\n/);
      const { line, text } = unfinished(lines.slice(this.start - 1).join('\n'));
      this.syntax(this.start + line, text);
    }
  }

  syntax(line, text) {
    this.report({ line, name: 'SyntaxError', text, code: 0 });
  }

  report(failure) {
    if (this.told++ < TOLD_MOST) {
      this.tell(JSON.stringify(failure));
    }
  }
}

// ---- a session ----

// What prints nothing of its own: no prompt, before or within a statement.
function startQuietly(follower) {
  return (options) => {
    const repl = startRepl(options);
    repl.setPrompt = () => {};
    repl.displayPrompt = () => {
      if (repl.paused) {
        repl.resume();
      }
    };
    follower.follow(repl);
    return repl;
  };
}

/*
 * Runs `text` as a session with the server. `write` is given what it prints,
 * `tell` what failed; the result is the status with which the shell would
 * exit.
 */
async function session(database, text, write, tell) {
  fs.mkdirSync(HOME, { recursive: true, mode: 0o700 });
  fs.writeFileSync(`${HOME}/config`, config);
  const uri = `mongodb://127.0.0.1:${PORT}/${encodeURIComponent(database)}`;
  const options = parseCliArgs([...process.argv, '--quiet', '--norc', uri]);
  const { connectionString, driverOptions } =
    generateConnectionInfoFromCliArgs(options);
  const follower = new Follower(text, tell);
  // Also what is thrown by a timer, while another statement runs.
  process.on('uncaughtExceptionMonitor', (error) => follower.failed(error));
  const input = new PassThrough();
  const output = new Writable({
    decodeStrings: true,
    write(bytes, encoding, done) {
      write(bytes);
      done();
    },
  });
  let ended;
  const end = new Promise((resolve) => (ended = resolve));
  const repl = new CliRepl({
    shellCliOptions: options,
    getCryptLibraryPaths: async () => ({}),
    input,
    output,
    promptOutput: output,
    onExit(status) {
      ended(status || 0);
      return new Promise(() => {});
    },
    shellHomePaths: {
      shellRoamingDataPath: HOME,
      shellLocalDataPath: HOME,
      shellRcPath: HOME,
    },
    globalConfigPaths: [],
    nodeReplOptions: { terminal: false, start: startQuietly(follower) },
  });
  // It would ask the network for a newer version.
  repl.fetchMongoshUpdateUrl = async () => {};
  await repl.start(connectionString, {
    productName: 'MongoDB Shell',
    productDocsLink: 'https://www.mongodb.com/docs/mongodb-shell/',
    ...driverOptions,
    driverInfo: { name: 'mongosh', version },
  });
  const { instanceState } = repl.mongoshRepl.runtimeState();
  instanceState.printDeprecationWarning = async () => {};
  input.end(text);
  const status = await end;
  follower.ended();
  return status;
}

// ---- warming up ----

// In a database of its own, which it drops.
const WARMING = 'grader_warming';
// Longer than a server may take to start.
const REACH_MS = 20000;
const exercises = `use ${WARMING}
show dbs
db.school.insert({name: "a", n: 1})
db.school.insertOne({name: 'b', topics: ["x"]})
db.school.insertMany([{name: "c"}, {name: "c"}])
db.school.find()
db.school.find({name: "c"}).pretty()
db.school.find({name: /^c/}).forEach(printjson)
db.school.find({name: {$regex: '^c'}}, {_id: 0})
var cursor = db.school.find();
while (cursor.hasNext()) {
  printjson(cursor.next());
}
db.school.count()
db.school.find().count()
print(db.school.countDocuments({}))
db.school.update({name: "c"}, {$set: {address: "d"}}, {multi: true})
db.school.updateMany({name: "c"}, {$set: {address: "e"}})
db.school.aggregate([{$match: {name: "c"}}, {$group: {_id: "$name", n: {$sum: 1}}}])
db.school.remove({name: "a"})
db.school.deleteMany({name: "c"})
show collections
db.school.find({name: })
db.nothing.f()
db.dropDatabase()
`;

function reach() {
  const socket = net.connect(PORT, '127.0.0.1');
  return new Promise((resolve) => {
    socket.on('connect', () => resolve(true));
    socket.on('error', () => resolve(false));
  }).finally(() => socket.destroy());
}

async function warm() {
  // The server is started at the same time. One that has been ended since
  // would be waited for without an end.
  const until = Date.now() + REACH_MS;
  while (!(await reach())) {
    if (Date.now() > until) {
      throw new Error('there is no server to warm up with');
    }
    await sleep(5);
  }
  // A second one would make programs a tenth faster, and cost as much as
  // thirty of them save.
  await session(WARMING, exercises, () => {}, () => {});
  // Threads of the node that still do something have done it by then.
  await sleep(30);
}

// Every fork begins with the same random numbers and would make the ids that
// another has made in the same second: a second run of a file would insert
// what is there already.
function begin() {
  const seed = Number(process.hrtime.bigint() % 0x7fffffffn) + 1;
  require('node:v8').setFlagsFromString(`--random-seed=${seed}`);
  for (const [file, { exports }] of Object.entries(inner.cache)) {
    if (/\/bson\/lib\/bson\.[cm]?js$/.test(file)) {
      exports.ObjectId.index = seed % 0xffffff;
    }
  }
}

// However it ends: node would wait for threads that are not there.
function leaveAtOnce() {
  const { emit } = process;
  process.reallyExit = native.exit;
  process.emit = function (name, status) {
    const heard = Reflect.apply(emit, process, arguments);
    if (name === 'exit') {
      native.exit(status);
    }
    return heard;
  };
}

async function main() {
  await warm();
  const { database } = JSON.parse(native.serve(`mongosh ${version}`));
  begin();
  const text = fs.readFileSync(0);
  let status = 1;
  process.chdir('/work');
  leaveAtOnce();
  try {
    status = await session(database, text, (bytes) => writeAll(1, bytes), native.tell);
  } catch (error) {
    writeAll(2, Buffer.from(`${nameOf(error)}: ${describe(error)}\n`));
  }
  process.exit(status);
}

main();
