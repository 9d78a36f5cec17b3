-- A small library as version 1 stored it; never to be changed.
BEGIN TRANSACTION;
CREATE TABLE meta (
	"key" VARCHAR NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('embedder','model');
CREATE TABLE papers (
	position INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	title_key VARCHAR NOT NULL, 
	title TEXT NOT NULL, 
	abstract TEXT, 
	authors JSON NOT NULL, 
	year INTEGER, 
	date TEXT, 
	venue TEXT, 
	doi TEXT, 
	arxiv_id TEXT, 
	urls JSON NOT NULL, 
	source JSON, 
	flags JSON NOT NULL, 
	PRIMARY KEY (position), 
	UNIQUE (id)
);
INSERT INTO "papers" VALUES(1,'a12cbfab33b62105','0181840c36940472','On É','2.8$\times$ faster.','["Ada", "Grace"]',2024,NULL,NULL,NULL,NULL,'["https://example.org/1"]','{"format": "daily_papers", "file": "a.txt", "line": 3}','[]');
INSERT INTO "papers" VALUES(2,'d74274f68c901a93','d74274f68c901a93','Only a title',NULL,'[]',NULL,NULL,NULL,NULL,NULL,'[]',NULL,'[]');
CREATE TABLE schema_version (
	version INTEGER NOT NULL
);
INSERT INTO "schema_version" VALUES(1);
CREATE TABLE threads (
	id VARCHAR NOT NULL, 
	title TEXT NOT NULL, 
	created VARCHAR NOT NULL, 
	active VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "threads" VALUES('496db17ae8ea47369175e8b6883a3ad6','How fast?','2026-11-23T17:52:13.362729+00:00','2026-11-23T17:52:13.365175+00:00');
CREATE TABLE turns (
	id VARCHAR NOT NULL, 
	thread_id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	question TEXT NOT NULL, 
	state VARCHAR NOT NULL, 
	stage JSON, 
	statements JSON NOT NULL, 
	answer JSON, 
	error TEXT, 
	created VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (thread_id, position), 
	FOREIGN KEY(thread_id) REFERENCES threads (id) ON DELETE CASCADE
);
INSERT INTO "turns" VALUES('8027b07320c449c6bdec5b0cc0917ad7','496db17ae8ea47369175e8b6883a3ad6',1,'How fast?','done','{"stage": "done", "searched": 2, "reading": 1, "citing": 1}','[{"text": "2.8x faster.", "verdict": "supported", "reasons": [], "citations": [{"marker": 1, "paper_id": "a12cbfab33b62105", "title": "On \u00c9", "quote": "2.8$\\times$ faster.", "field": "abstract", "start": 0, "end": 19}]}]','{"thread_id": "496db17ae8ea47369175e8b6883a3ad6", "question": "How fast?", "abstained": false, "message": "", "writer": "extractive", "statements": [{"text": "2.8x faster.", "verdict": "supported", "reasons": [], "citations": [{"marker": 1, "paper_id": "a12cbfab33b62105", "title": "On \u00c9", "quote": "2.8$\\times$ faster.", "field": "abstract", "start": 0, "end": 19}]}], "evidence": [{"key": 1, "paper_id": "a12cbfab33b62105", "title": "On \u00c9", "cited": true}], "nearest": [], "usage": {"prompt_tokens": 0, "completion_tokens": 0, "estimated": false, "cost": null}, "prompts": [], "incomplete": false, "error": null, "warnings": [], "seconds": 0.0}',NULL,'2026-11-23T17:52:13.365175+00:00');
CREATE TABLE vectors (
	embedder VARCHAR NOT NULL, 
	hash VARCHAR NOT NULL, 
	data BLOB NOT NULL, 
	PRIMARY KEY (embedder, hash)
);
INSERT INTO "vectors" VALUES('model','h',X'0000003F000000C0');
CREATE INDEX ix_papers_title_key ON papers (title_key);
CREATE INDEX ix_turns_state ON turns (state);
COMMIT;
