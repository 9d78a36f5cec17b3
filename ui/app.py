"""The entry script: page frame, navigation and the list of chats."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui import state
from ui.pages import chat, claims, draft, library
from ui.views import sidebar
from ui.views.notice import show_notice

_HERE = Path(__file__).parent

st.set_page_config(page_title="Quotient", page_icon=str(_HERE / "favicon.svg"), layout="wide")
st.html(_HERE / "style.css")

chat_page = st.Page(chat.page, title="Chat", icon=":material/forum:", url_path="chat", default=True)
library_page = st.Page(library.page, title="Library", icon=":material/library_books:", url_path="library")
claims_page = st.Page(claims.page, title="Claims", icon=":material/format_quote:", url_path="claims")
draft_page = st.Page(draft.page, title="Draft", icon=":material/edit_note:", url_path="draft")
pages = [chat_page, library_page, claims_page, draft_page]
current = st.navigation(pages, position="hidden")

if state.take_to_chat() and current is not chat_page:
    st.switch_page(chat_page)

top = st.container()
current.run()
with top:
    show_notice()
# After the page, so that a chat begun by this run is already listed.
sidebar.draw(pages)
